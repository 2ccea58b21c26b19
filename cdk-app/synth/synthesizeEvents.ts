import { App } from 'aws-cdk-lib/core';
import { EventsStack, type EventsOptions } from '../lib/EventsStack';
import {
  appProps,
  templateOf,
  type SynthesizedEnvironment,
} from './synthesizeEnvironment';
import { withAssembly } from './withAssembly';

/** An app with the events of an account and region. */
export function eventsApp(options: EventsOptions, outdir: string): App {
  const app = new App({ ...appProps, outdir });
  new EventsStack(app, options);
  return app;
}

/** Creates the template of the events. Leaves no files behind. */
export function synthesizeEvents(
  options: EventsOptions,
): SynthesizedEnvironment {
  return withAssembly(outdir => ({
    ...templateOf(eventsApp(options, outdir)),
    tags: {},
  }));
}
