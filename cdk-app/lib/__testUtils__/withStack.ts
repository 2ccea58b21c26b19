import { App, Stack } from 'aws-cdk-lib/core';
import { withAssembly } from '../../synth/withAssembly';

/** Runs a function with an empty stack. The directory that its app makes at once is removed afterwards. */
export const withStack = <Result>(use: (stack: Stack) => Result): Result =>
  withAssembly(outdir => use(new Stack(new App({ outdir }))));
