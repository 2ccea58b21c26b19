import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { awaitEntity } from './awaitEntity';

const entityRef = 'resource:default/streamflix-demo-eu-west-2';
const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Resource',
  metadata: { name: 'streamflix-demo-eu-west-2' },
};

/** Waits for the entity; answers how often the catalog was asked, and what the task's log says. */
async function wait(
  answer: (asked: number) => Promise<typeof entity | undefined>,
  signal?: AbortSignal,
) {
  const catalog = catalogServiceMock.mock();
  catalog.getEntityByRef.mockImplementation(() =>
    answer(catalog.getEntityByRef.mock.calls.length),
  );
  const log: string[] = [];
  const keep = (message: string) => log.push(message);
  await awaitEntity(
    { auth: mockServices.auth(), catalog },
    {
      ...createMockActionContext({ input: {} }),
      logger: mockServices.logger.mock({ info: keep, warn: keep }),
      signal,
    },
    entityRef,
  );
  return { asked: catalog.getEntityByRef.mock.calls.length, log };
}

describe('waiting for the catalog', () => {
  afterEach(() => jest.restoreAllMocks());

  it('ends as soon as the catalog shows the entity, and says nothing', async () => {
    expect(await wait(async asked => (asked < 3 ? undefined : entity))).toEqual(
      { asked: 3, log: [] },
    );
  });

  it('ends when the catalog is late, and says that the entity will come', async () => {
    const begun = Date.now();
    const late = async (asked: number) => {
      if (asked === 2) jest.spyOn(Date, 'now').mockReturnValue(begun + 60_000);
      return undefined;
    };
    expect(await wait(late)).toEqual({
      asked: 2,
      log: [
        `The catalog does not show ${entityRef} yet; it will with its next listing.`,
      ],
    });
  });

  it('fails nothing when the catalog does not answer, and says so', async () => {
    const broken = async () => {
      throw new Error('the catalog is down');
    };
    expect(await wait(broken)).toEqual({
      asked: 1,
      log: [
        `The catalog did not say whether it shows ${entityRef}: Error: the catalog is down`,
      ],
    });
  });

  it('ends when the task is cancelled', async () => {
    expect(await wait(async () => undefined, AbortSignal.abort())).toEqual({
      asked: 1,
      log: [],
    });
  });
});
