import { ConfigurationTab } from './ConfigurationTab';
import { EntityTab } from './EntityTab';
import { LogsTab } from './LogsTab';
import { ResourcesTab } from './ResourcesTab';

/* The tabs of the current entity's environment. */

export const EntityConfigurationTab = () => (
  <EntityTab content={ConfigurationTab} />
);
export const EntityResourcesTab = () => <EntityTab content={ResourcesTab} />;
export const EntityLogsTab = () => <EntityTab content={LogsTab} />;
