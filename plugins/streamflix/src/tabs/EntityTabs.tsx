import { ConfigurationTab } from './ConfigurationTab';
import { EntityTab } from './EntityTab';
import { LogsTab } from './LogsTab';
import { OperationsTab } from './OperationsTab';
import { ResourcesTab } from './ResourcesTab';

/* The tabs of the current entity's environment. */

export const EntityOperationsTab = () => <EntityTab content={OperationsTab} />;
export const EntityConfigurationTab = () => (
  <EntityTab content={ConfigurationTab} />
);
export const EntityResourcesTab = () => <EntityTab content={ResourcesTab} />;
export const EntityLogsTab = () => <EntityTab content={LogsTab} />;
