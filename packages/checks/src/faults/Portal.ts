import { RealBackend } from '../realBackend/RealBackend';
import { Stage } from './Stage';

/**
 * Scenarios through the portal share a backend and a local AWS, one after the other: starting a backend takes longer than any of
 * them.
 */
export class Portal {
  private rows = 0;

  private constructor(readonly stage: Stage, readonly backend: RealBackend) {}

  /** @param word - prefix of the secret values */
  static async open(word: string): Promise<Portal> {
    // Slow enough that an operation needs several polls of its events.
    const stage = await Stage.set({ speed: 100 }, { word });
    const { aws, streamflix } = stage.config();
    const backend = await RealBackend.start({
      endpoint: stage.tap.url,
      config: { aws, streamflix },
      // On a busy machine a live backend may pause for seconds, after which its tasks must not be started a second time.
      staleSeconds: 10,
    }).catch(async (error: unknown) => {
      await stage.strike();
      throw error;
    });
    return new Portal(stage, backend);
  }

  /** A new suffix. */
  nextSuffix(): string {
    this.rows += 1;
    return `row-${this.rows}`;
  }

  /** @returns problems in all output until the end */
  async close(): Promise<string[]> {
    const { backend, stage } = this;
    await backend.dispose().finally(() => stage.strike());
    const seen = stage.canary.count(stage.tap.text() + backend.output);
    return seen > 0 ? [`${seen} secret values were told by the portal`] : [];
  }
}
