import type { Resource, World } from '../../World';
import { sequenceNumber } from './shards';

export interface IncomingMinute {
  records: number;
  bytes: number;
}

const MINUTE = 60 * 1000;

/** Counts the records that callers put into streams, per minute, for the metrics. */
export class IncomingRecords {
  private readonly streams = new WeakMap<
    Resource,
    Map<number, IncomingMinute>
  >();
  private count = 0;

  constructor(private readonly world: World) {}

  /** @returns the record's sequence number */
  add(stream: Resource, bytes: number): string {
    const minutes = this.streams.get(stream) ?? new Map();
    this.streams.set(stream, minutes);
    const minute = Math.floor(this.world.now().getTime() / MINUTE);
    const sums = minutes.get(minute) ?? { records: 0, bytes: 0 };
    minutes.set(minute, sums);
    sums.records += 1;
    sums.bytes += bytes;
    this.count += 1;
    return sequenceNumber(this.count);
  }

  /** The records of the minute that contains a time. */
  during(stream: Resource, at: Date): IncomingMinute {
    return (
      this.streams.get(stream)?.get(Math.floor(at.getTime() / MINUTE)) ?? {
        records: 0,
        bytes: 0,
      }
    );
  }
}
