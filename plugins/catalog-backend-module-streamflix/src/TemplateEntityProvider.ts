import type { SchedulerServiceTaskRunner } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import type {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import { readTemplates } from './readTemplates';
import { toOwnerRef } from './toOwnerRef';

/** Must not change: with another name, the catalog would treat the templates as orphans. */
const providerName = 'streamflix-templates';

function readOwner(config: Config): string | undefined {
  const key = 'streamflix.templates.owner';
  const owner = config.getOptionalString(key);
  if (owner === undefined) return undefined;
  const ref = toOwnerRef(owner);
  if (!ref) {
    throw new Error(
      `${key} must be the reference of a group or user, such as group:default/platform.`,
    );
  }
  return ref;
}

/** Shows the software templates in the catalog; when they are switched off, removes them. */
export class TemplateEntityProvider implements EntityProvider {
  private constructor(
    private readonly entities: ReturnType<typeof readTemplates>,
    private readonly schedule: SchedulerServiceTaskRunner,
  ) {}

  /** @throws Error when the owner is not the reference of a group or user */
  static fromConfig(config: Config, schedule: SchedulerServiceTaskRunner) {
    const isEnabled =
      config.getOptionalBoolean('streamflix.templates.enabled') ?? true;
    const owner = readOwner(config);
    return new TemplateEntityProvider(
      isEnabled ? readTemplates(owner) : [],
      schedule,
    );
  }

  getProviderName(): string {
    return providerName;
  }

  /** Repeats the mutation: a template that was deleted, or whose name another entity had, appears again. */
  async connect(connection: EntityProviderConnection): Promise<void> {
    await this.schedule.run({
      id: 'provide-streamflix-templates',
      fn: () =>
        connection.applyMutation({
          type: 'full',
          entities: this.entities.map(entity => ({
            entity,
            locationKey: providerName,
          })),
        }),
    });
  }
}
