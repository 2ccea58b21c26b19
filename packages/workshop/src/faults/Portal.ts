import { RealBackend } from '../realBackend/RealBackend';
import { Stage } from './Stage';

/** Portal rows share a backend and an AWS, one row after the other: starting a backend takes longer than any of them. */
export class Portal {
  private rows = 0;

  private constructor(readonly stage: Stage, readonly backend: RealBackend) {}

  /** @param word - what secrets begin with */
  static async open(word: string): Promise<Portal> {
    // Slow enough that an operation takes several readings of its events.
    const stage = await Stage.set({ speed: 100 }, { word });
    const { aws, streamflix } = stage.config();
    const backend = await RealBackend.start({
      endpoint: stage.tap.url,
      config: { aws, streamflix },
      // On a busy machine a backend that is alive may pause for seconds: its tasks must not be run a second time for that.
      staleSeconds: 10,
    }).catch(async (error: unknown) => {
      await stage.strike();
      throw error;
    });
    return new Portal(stage, backend);
  }

  /** A suffix nobody has had. */
  nextSuffix(): string {
    this.rows += 1;
    return `row-${this.rows}`;
  }

  /** @returns what is wrong with what was said until the very end */
  async close(): Promise<string[]> {
    const { backend, stage } = this;
    await backend.dispose().finally(() => stage.strike());
    const seen = stage.canary.count(stage.tap.text() + backend.output);
    return seen > 0 ? [`${seen} secret values were told by the portal`] : [];
  }
}
