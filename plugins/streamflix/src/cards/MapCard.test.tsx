import { renderInTestApp } from '@backstage/frontend-test-utils';
import type { EnvironmentStatus } from '@streamflix/backstage-plugin-streamflix-common';
import { screen, within } from '@testing-library/react';
import { findViolations } from '../__testUtils__/findViolations';
import {
  absentSnapshot,
  degradedSnapshot,
  deployingSnapshot,
  failedSnapshot,
  healthySnapshot,
  statusOf,
  unknownSnapshot,
} from '../__testUtils__/snapshots';
import { user } from '../__testUtils__/user';
import { ComponentCard } from './ComponentCard';
import { MapCard } from './MapCard';

function show(status: EnvironmentStatus) {
  const reading = { status, isRefreshing: false, refresh: async () => {} };
  return renderInTestApp(
    <>
      <MapCard reading={reading} />
      <ComponentCard kind="database" reading={reading} />
    </>,
  );
}

const nodes = async () => {
  const map = await screen.findByRole('list', { name: 'Map' });
  return within(map)
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent);
};

describe('MapCard', () => {
  it('shows the parts with their most important values', async () => {
    show(statusOf(healthySnapshot()));
    const shown = await nodes();
    expect(shown).toHaveLength(10);
    expect(shown).toContainEqual(
      expect.stringMatching(
        /^Service, Healthy,2 of 2 Tasksfrom Load balancer$/,
      ),
    );
    expect(shown).toContain('Load balancer, not read,from API');
  });

  it('marks a part that is not well', async () => {
    const status = statusOf(degradedSnapshot());
    show(status);
    await nodes();
    const unwell = status.parts?.filter(({ health }) => health === 'degraded');
    expect(unwell?.length).toBeGreaterThan(0);
    for (const { id } of unwell ?? []) {
      expect(
        screen.getByRole('button', {
          name: new RegExp(`^${id}\\s?, Degraded`, 'i'),
        }),
      ).toBeInTheDocument();
    }
  });

  it('leads to the card of a part by keyboard', async () => {
    show(statusOf(healthySnapshot()));
    const box = await screen.findByRole('button', {
      name: /^Database\s?, Healthy,/,
    });
    box.focus();
    await user.keyboard('{Enter}');
    expect(screen.getByRole('article', { name: /^Database/ })).toHaveFocus();
  });

  it('is a table on request, with where each part leads', async () => {
    show(statusOf(healthySnapshot()));
    await user.click(await screen.findByRole('button', { name: 'As a table' }));
    const row = screen.getByRole('row', { name: /^Service/ });
    expect(row).toHaveTextContent('Healthy');
    expect(row).toHaveTextContent('Tasks: 2 of 2');
    expect(row).toHaveTextContent('Database, Cache, Media files, Stream');
    expect(
      screen.getByRole('row', { name: /^Dead letters/ }),
    ).toHaveTextContent('not read');
    expect(screen.queryByRole('list', { name: 'Map' })).not.toBeInTheDocument();
  });

  it('shows the parts of an environment that is being created', async () => {
    show(statusOf(deployingSnapshot()));
    expect((await nodes()).length).toBeGreaterThan(5);
  });

  it.each([
    ['does not exist', absentSnapshot],
    ['could not be read', unknownSnapshot],
    ['was not created', failedSnapshot],
  ])('is not shown for an environment that %s', async (_, snapshot) => {
    renderInTestApp(
      <>
        <MapCard
          reading={{
            status: statusOf(snapshot()),
            isRefreshing: false,
            refresh: async () => {},
          }}
        />
        <p>end</p>
      </>,
    );
    expect(await screen.findByText('end')).toBeInTheDocument();
    expect(
      screen.queryByRole('heading', { name: 'Map' }),
    ).not.toBeInTheDocument();
  });

  it.each([false, true])(
    'has no accessibility violation (as a table: %s)',
    async isTable => {
      const { container } = show(statusOf(degradedSnapshot()));
      const toggle = await screen.findByRole('button', { name: 'As a table' });
      if (isTable) await user.click(toggle);
      expect(await findViolations(container)).toEqual([]);
    },
  );
});
