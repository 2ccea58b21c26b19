import {
  valueAt,
  type EnvironmentSpec,
} from '@streamflix/backstage-plugin-streamflix-common/environment';
import fc from 'fast-check';
import { longestBoundary } from '../../__testUtils__/deployedTemplate';
import type { TemplateBody } from '../../__testUtils__/environment';
import { synthesizeEnvironment } from '../../../synth/synthesizeEnvironment';
import { fields, type Field } from './fields';

// As in production; synthesizeEnvironment.test.ts runs CDK's validation over every blueprint.
process.env.CDK_VALIDATION = 'false';

/** A specification and its template, each parsed once. */
export class Environment {
  private synthesized?: { template: string; body: TemplateBody };

  constructor(readonly spec: EnvironmentSpec) {}

  private get made() {
    if (!this.synthesized) {
      // CDK records many stack traces; under Jest that takes as long as everything else.
      const { stackTraceLimit } = Error;
      Error.stackTraceLimit = 0;
      try {
        const { template } = synthesizeEnvironment(this.spec, {
          permissionsBoundary: longestBoundary,
        });
        this.synthesized = { template, body: JSON.parse(template) };
      } finally {
        Error.stackTraceLimit = stackTraceLimit;
      }
    }
    return this.synthesized;
  }

  /** The bytes CloudFormation receives. */
  get template() {
    return this.made.template;
  }

  get body() {
    return this.made.body;
  }

  /** Resources with their ids. */
  get resources() {
    return Object.entries(this.body.Resources);
  }
}

/** An environment before and after a change. */
export class Variation {
  readonly differing: readonly Field[];
  private environment?: Environment;

  constructor(
    readonly before: Environment,
    private readonly spec: EnvironmentSpec,
  ) {
    this.differing = fields.filter(
      ({ path }) =>
        JSON.stringify(valueAt(before.spec, path)) !==
        JSON.stringify(valueAt(spec, path)),
    );
  }

  get after(): Environment {
    this.environment ??= new Environment(this.spec);
    return this.environment;
  }

  [fc.toStringMethod](): string {
    return JSON.stringify(
      Object.fromEntries(
        this.differing.map(({ path }) => [path, valueAt(this.spec, path)]),
      ),
    );
  }
}
