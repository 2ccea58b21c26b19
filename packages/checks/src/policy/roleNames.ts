/** Roles and policies of an installation, by name. */
export const boundaryName = 'streamflix-boundary';
export const executionRoleName = 'streamflix-cloudformation';
