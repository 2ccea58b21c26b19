import { renderInTestApp } from '@backstage/frontend-test-utils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import type { OperationRequester } from '@streamflix/backstage-plugin-streamflix-common';
import { screen } from '@testing-library/react';
import { RequesterName } from './RequesterName';

async function shown(requester: OperationRequester) {
  renderInTestApp(
    <p data-testid="by">
      <RequesterName requester={requester} />
    </p>,
    { mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef } },
  );
  return screen.findByTestId('by');
}

describe('RequesterName', () => {
  it('links to the user', async () => {
    const by = await shown({ id: 'user:default/ada', from: 'portal' });
    expect(by.querySelector('a')).toHaveAttribute(
      'href',
      '/catalog/default/user/ada',
    );
  });

  it.each<[id: string, text: string]>([
    [
      'user:default/ada.king-countess-of-lo',
      'user ada.king-countess-of-lo… (AWS has only the start of the name)',
    ],
    [
      'user:partners/ada.king',
      'user partners/ada.king… (AWS has only the start of the name)',
    ],
    [
      'arn:aws:sts::111122223333:assumed-role/deploy',
      'identity assumed-role/deploy… (AWS has only the start of it)',
    ],
    [
      'machine-of-the',
      'identity machine-of-the… (AWS has only the start of it)',
    ],
  ])('says what the start of a long id is: %s', async (id, text) => {
    const by = await shown({ id, isCut: true, from: 'portal' });
    expect(by).toHaveTextContent(text);
    expect(by.querySelector('a')).toBeNull();
  });

  it.each([
    ['terminal', 'an identity in AWS'],
    ['portal', 'not known'],
  ] as const)(
    'does not name a requester it does not know, in the %s',
    async (from, text) => {
      expect(await shown({ from })).toHaveTextContent(text);
    },
  );
});
