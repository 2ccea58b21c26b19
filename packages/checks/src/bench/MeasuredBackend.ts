import { createInterface } from 'node:readline';
import { RealBackend } from '../realBackend/RealBackend';
import type { RealBackendOptions } from '../realBackend/writeConfigFiles';
import type { ProbeReport } from './probe';

/** The example backend, with a probe in its process. */
export class MeasuredBackend {
  readonly #answers: AsyncIterator<string>;

  private constructor(readonly backend: RealBackend) {
    this.#answers = createInterface(backend.pipe)[Symbol.asyncIterator]();
  }

  static async start(
    options: Omit<RealBackendOptions, 'flags'>,
  ): Promise<MeasuredBackend> {
    const flags = ['--expose-gc', '--import', require.resolve('./probe')];
    return new MeasuredBackend(await RealBackend.start({ ...options, flags }));
  }

  async begin(): Promise<void> {
    await this.#ask('begin');
  }

  /** What was measured since `begin`. */
  async end(): Promise<ProbeReport> {
    return (await this.#ask('end')) as ProbeReport;
  }

  /** Seconds of CPU time that it has used. */
  async cpuTime(): Promise<number> {
    return (await this.#ask('cpu')) as number;
  }

  async #ask(word: 'begin' | 'end' | 'cpu'): Promise<unknown> {
    this.backend.pipe.write(`${word}\n`);
    const { value } = await this.#answers.next();
    if (value === undefined) throw new Error('The backend has died.');
    return JSON.parse(value);
  }
}
