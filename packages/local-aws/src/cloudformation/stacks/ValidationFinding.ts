/** A finding of pre-deployment validation, as `DescribeEvents` returns it. */
export interface ValidationFinding {
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId: string;
  readonly validation:
    | 'PROPERTY_VALIDATION'
    | 'NAME_CONFLICT_VALIDATION'
    | 'SERVICE_QUOTA_VALIDATION';
  /** `WARN` does not fail the change set. */
  readonly mode: 'FAIL' | 'WARN';
  readonly reason: string;
  /** For example `/Resources/Api/Properties/Name`. */
  readonly path: string;
}
