import { startLocalAws, type LocalAws } from '@streamflix/local-aws';
import { startScaffolder, type Scaffolder } from './startScaffolder';

/**
 * Starts local AWS and the scaffolder before the tests of the enclosing block, and stops both after them.
 *
 * @param options.speed - of local AWS; 6000 by default
 * @returns both, once a test runs
 */
export function setUpScaffolder(
  options: Omit<Parameters<typeof startScaffolder>[0], 'endpoint'> & {
    speed?: number;
  },
): { readonly aws: LocalAws; readonly scaffolder: Scaffolder } {
  const { speed = 6000, ...scaffolderOptions } = options;
  const started = {} as { aws: LocalAws; scaffolder: Scaffolder };
  beforeAll(async () => {
    started.aws = await startLocalAws({ speed });
    started.scaffolder = await startScaffolder({
      ...scaffolderOptions,
      endpoint: started.aws.url,
    });
  });
  afterAll(async () => {
    await started.scaffolder?.stop();
    await started.aws?.stop();
  });
  return started;
}
