import { RealBackend } from '../realBackend/RealBackend';
import { ScenarioAws, type ScenarioAwsOptions } from './ScenarioAws';

/**
 * Scenarios through the portal share a backend and a local AWS, one after the other: starting a backend takes longer than any of
 * them.
 */
export class Portal {
  private rows = 0;

  private constructor(
    readonly scenarioAws: ScenarioAws,
    readonly backend: RealBackend,
  ) {}

  static async open(options: ScenarioAwsOptions): Promise<Portal> {
    // Slow enough that an operation needs several polls of its events.
    const scenarioAws = await ScenarioAws.start({ speed: 100 }, options);
    const { aws, streamflix } = scenarioAws.config();
    const backend = await RealBackend.start({
      endpoint: scenarioAws.proxy.url,
      config: { aws, streamflix },
      // On a busy machine a live backend may pause for seconds, after which its tasks must not be started a second time.
      staleSeconds: 10,
    }).catch(async (error: unknown) => {
      await scenarioAws.stop();
      throw error;
    });
    return new Portal(scenarioAws, backend);
  }

  /** A new suffix. */
  nextSuffix(): string {
    this.rows += 1;
    return `row-${this.rows}`;
  }

  /** @returns problems in all output until the end */
  async close(): Promise<string[]> {
    const { backend, scenarioAws } = this;
    await backend.dispose().finally(() => scenarioAws.stop());
    const seen = scenarioAws.probe.count(
      scenarioAws.proxy.text() + backend.output,
    );
    return seen > 0
      ? [`${seen} secret values were reported by the portal`]
      : [];
  }
}
