export const exitCodesHelp = `
Exit codes:
  0  created, updated, unchanged, destroyed or nothing to destroy; status: healthy or deploying; doctor: nothing fails
  1  refused: invalid input, or the state of the environment does not allow it; status: the environment does not exist
  2  rolled back or failed
  3  cancelled
  4  needs attention; status: degraded or failing; doctor: something fails
  5  AWS cannot be used: no credentials, not reachable, denied, throttled; status, list and doctor: something could not be read
  6  internal error`;
