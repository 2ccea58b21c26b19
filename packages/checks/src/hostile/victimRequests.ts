import { setTimeout as sleep } from 'node:timers/promises';
import { region } from './Administrator';
import { victim, type World } from './World';

/** Why a user may not change the environment of another team. */
export const isNotYours =
  /Suffix victim is taken|do not have permission|belongs to another owner/;

/** An environment of ada's team. */
export const videoRequest = (suffix: string) => ({ ...victim, suffix });

/** A change that ada is allowed to make. */
export const changeOfVictim = { ...victim, stream: { shards: 3 } };

/** Waits until an environment is in the catalog. */
export async function inCatalog(world: World, suffix: string): Promise<void> {
  const path = `/api/catalog/entities/by-name/resource/default/streamflix-${suffix}-${region}`;
  for (let tries = 0; ; tries++) {
    try {
      await world.as('ada').request(path);
      return;
    } catch (error) {
      if (tries > 100) throw error;
      await sleep(200);
    }
  }
}
