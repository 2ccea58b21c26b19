import type { Snapshot } from './AwsInspector';
import { checkUnchanged } from './checkLeftovers';

const snapshot = (other: Partial<Snapshot> = {}): Snapshot => ({
  template: '{}',
  tags: [{ Key: 'streamflix:owner', Value: 'group:default/video' }],
  outputs: [],
  resources: { Vpc: 'vpc-1' },
  ...other,
});

describe('an environment that was to stay as it was', () => {
  it('has the same template, tags, outputs and resources', () => {
    expect(checkUnchanged(snapshot(), snapshot())).toEqual([]);
    expect(
      checkUnchanged(snapshot(), snapshot({ tags: [], resources: {} })),
    ).toEqual([
      expect.stringMatching(
        /^it is not as it was before: tags were .*, are \[\]$/,
      ),
      expect.stringMatching(/^it is not as it was before: resources were /),
    ]);
  });

  it('is checked only where there was one, and is one', () => {
    expect(checkUnchanged(undefined, snapshot())).toEqual([]);
    expect(checkUnchanged(snapshot(), undefined)).toEqual([]);
  });
});
