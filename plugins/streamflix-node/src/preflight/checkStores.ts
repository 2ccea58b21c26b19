import {
  differencesBetween,
  fieldChanges,
  storeStates,
  type ChangedStore,
  type Difference,
  type EnvironmentSpec,
  type Problem,
} from '@streamflix/backstage-plugin-streamflix-common';
import { describeForUser } from '../aws/AwsError';
import {
  recentChanges,
  statesOfStore,
  type RunningEnvironment,
} from './storeFacts';

const day = 24 * 60 * 60 * 1000;

const kindOf: Readonly<
  Record<ChangedStore, (spec: EnvironmentSpec) => string>
> = {
  database: ({ database }) => database.kind,
  cache: ({ cache }) => cache.kind,
  // Another mode is the same stream; only `none` is no stream.
  stream: ({ stream }) => (stream.mode === 'none' ? 'none' : 'stream'),
};

/** Minutes suffice: `2026-01-31T10:20Z`. */
const inMinutes = (at: number) =>
  new Date(Math.ceil(at / 60_000) * 60_000)
    .toISOString()
    .replace(/:00\.000Z$/, 'Z');

function inState(
  { path, title }: Difference,
  store: ChangedStore,
  states: readonly (string | undefined)[],
): Problem[] {
  const { refusedIn = [] } = fieldChanges[path];
  const state = [...storeStates[store].refusedIn, ...refusedIn].find(each =>
    states.includes(each),
  );
  return state
    ? [
        {
          path,
          message: `${title} must stay as it is while the ${store} is in the state ${state}, in which AWS refuses the change.`,
        },
      ]
    : [];
}

async function tooOften(
  { path, title }: Difference,
  running: RunningEnvironment,
): Promise<Problem[]> {
  const { perDay } = fieldChanges[path];
  const read = recentChanges[path];
  if (!perDay || !read) return [];
  const times = await read(running);
  const first = times.at(-perDay);
  return first
    ? [
        {
          path,
          message: `${title} must stay as it is until ${inMinutes(
            first.getTime() + day,
          )}: AWS changes it at most ${perDay} times in 24 hours, and has done so.`,
        },
      ]
    : [];
}

/**
 * Whether AWS accepts now what a change asks of the stores, by the table of changes: not in every state, and some values only so
 * many times a day. Reads only the stores that change.
 *
 * @param onNotice - receives what could not be read, and so is not checked
 */
export async function checkStores(
  running: RunningEnvironment,
  next: EnvironmentSpec,
  onNotice?: (line: string) => void,
): Promise<Problem[]> {
  const differences = differencesBetween(running.spec, next);
  const ofStore = (store: ChangedStore) =>
    kindOf[store](running.spec) === kindOf[store](next)
      ? differences.filter(({ path }) => fieldChanges[path]?.store === store)
      : [];
  const checked = (Object.keys(storeStates) as ChangedStore[]).map(
    async store => {
      const changed = ofStore(store);
      if (changed.length === 0) return [];
      try {
        const states = await statesOfStore[store](running);
        const refused = changed.flatMap(each => inState(each, store, states));
        if (refused.length > 0) return refused;
        const often = changed.map(each => tooOften(each, running));
        return (await Promise.all(often)).flat();
      } catch (error) {
        onNotice?.(
          `Whether the ${store} can change now could not be read, so it is not checked: ${describeForUser(
            error,
          )}`,
        );
        return [];
      }
    },
  );
  return (await Promise.all(checked)).flat();
}
