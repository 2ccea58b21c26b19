export type { EnvironmentRef } from './EnvironmentRef';
export type {
  EnvironmentOutput,
  EnvironmentResource,
  EnvironmentStack,
  EnvironmentTemplate,
} from './EnvironmentStack';
export {
  changesByArea,
  countChanges,
  type EnvironmentReview,
  type ExpectedDuration,
  type Recovery,
  type ResourceChange,
  type ValueChange,
} from './EnvironmentReview';
export {
  layOutMap,
  partsOf,
  type EnvironmentMap,
  type MapEdge,
  type MapNode,
  type PartId,
} from './environmentMap';
export {
  mapGeometry,
  type MapArrow,
  type MapBox,
  type MapGeometry,
  type MapSizes,
} from './mapGeometry';
export { partNames } from './partNames';
export type { Reading } from './Reading';
export { areaOf, areas, type Area } from './resourceArea';
export {
  stackStatus,
  type Health,
  type Activity,
  type StackStatus,
  type StatusText,
  type NextStep,
  type PartsPhase,
} from './stackStatus';
export {
  type DeletedResource,
  holdingTypes,
  deletionNote,
  isRetained,
  retainedResources,
} from './teardown';
