/** The commands that call AWS. */
export { deploy } from './deploy';
export { destroy } from './destroy';
export { list } from './list';
export { plan } from './plan';
export { status } from './status';
