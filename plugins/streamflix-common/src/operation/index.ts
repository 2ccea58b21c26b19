export { LearnedDurations } from './LearnedDurations';
export type {
  AwaitedResource,
  Cancellability,
  CancelRequest,
  CancelResponse,
  Operation,
  OperationResource,
  OperationResult,
  ResourceAction,
  ResourceSpan,
  ResourceState,
} from './Operation';
export { operationPath } from './operationPath';
export { predictEnd, type Prediction, type Work } from './predictEnd';
export { typicalSeconds } from './typicalDurations';
