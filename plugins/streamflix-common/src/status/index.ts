export type {
  ListingFailure,
  EnvironmentList,
  EnvironmentEvent,
  EnvironmentEvents,
  Installation,
  SuffixAvailability,
  SecretNames,
  AccountOffers,
  ContainerLogList,
  EnvironmentAuthorization,
  Authorization,
} from './api';
export type {
  AccountFinding,
  AccountFindingState,
  AccountReport,
} from './AccountReport';
export {
  alarmIds,
  kindsOfAlarms,
  type AlarmId,
  type AlarmStatus,
  type AlarmStatuses,
} from './alarms';
export { checkOffers, type OfferFindings } from './checkOffers';
export { describeMissingParts } from './describeMissingParts';
export { deriveStatus, componentTitles, formatCount } from './deriveStatus';
export { deriveSummary } from './deriveSummary';
export type {
  MetricValue,
  Plot,
  ComponentStatus,
  EnvironmentSummary,
  EnvironmentStatus,
  ComponentBase,
  PartStatus,
} from './EnvironmentStatus';
export { hasNeverStarted } from './hasNeverStarted';
export { healthOrder } from './health';
export type {
  MetricSeries,
  Metrics,
  EcsServiceFacts,
  DatabaseMember,
  DatabaseFacts,
  CacheNode,
  ApiFacts,
  VpcLinkFacts,
  ComponentFacts,
  ComponentKind,
  ComponentReadings,
  Explanation,
  Progress,
  StackFacts,
  StackSnapshot,
  StoppedTask,
  EcsFacts,
  CacheFacts,
  StreamFacts,
} from './StackSnapshot';
export {
  describeUnread,
  groupByReason,
  groupUnread,
  withoutUnread,
  type UnreadPart,
} from './unread';
export {
  logSources,
  type EnvironmentLogs,
  type LogLine,
  type LogSource,
} from './EnvironmentLogs';
export type {
  HistoricOperation,
  HistoricOutcome,
  OperationHistory,
  OperationRequester,
} from './OperationHistory';
