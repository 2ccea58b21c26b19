import {
  deriveStatus,
  groupByReason,
  type EnvironmentList,
} from '@streamflix/backstage-plugin-streamflix-common';
import {
  listEnvironments,
  readSnapshots,
} from '@streamflix/backstage-plugin-streamflix-node';
import { createCliAccess } from '../aws/createCliAccess';
import { describeList } from '../terminal/describeStatus';
import { localAwsNote } from '../terminal/noteLocalAws';
import type { Terminal } from '../terminal/Terminal';

/** Lists the environments of an account in the given regions, with their health. */
export async function list(
  terminal: Terminal,
  flags: {
    region?: string[];
    account?: string;
    endpoint?: string;
    json?: boolean;
  },
): Promise<number> {
  const { region = [], endpoint, json } = flags;
  const access = createCliAccess({ regions: region, endpoint });
  const account = flags.account ?? (await access.defaultAccount());
  const targets = access.settings.regions.map(one => ({
    account,
    region: one,
  }));
  const { items, failures } = await listEnvironments(access, {
    targets,
  });
  const snapshots = await Promise.all(
    targets.map(target =>
      readSnapshots(
        access,
        target,
        items.filter(({ ref }) => ref.region === target.region),
      ),
    ),
  );
  const found: EnvironmentList = {
    items: snapshots
      .flat()
      .flatMap(snapshot => deriveStatus(snapshot).summary ?? []),
    failures,
    localAws: await access.isLocalAws(),
    readAt: new Date().toISOString(),
  };
  for (const { reason, items: failed } of groupByReason(failures)) {
    const of = failed.map(failure => failure.region).join(', ');
    terminal.note(`${of} of account ${account} could not be listed: ${reason}`);
  }
  if (found.localAws && !json) {
    terminal.note(localAwsNote);
  }
  terminal.result(
    json ? JSON.stringify(found, null, 2) : describeList(found.items),
  );
  return failures.length > 0 ? 5 : 0;
}
