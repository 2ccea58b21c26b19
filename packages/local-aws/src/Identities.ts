import type { SimulatedClock } from './faults/SimulatedClock';

/** Who somebody is as long as a role is theirs. */
export interface Session {
  readonly roleName: string;
  readonly sessionName: string;
  readonly userId: string;
}

/** Whose access keys are, and since when each is known. */
export class Identities {
  private readonly sessions = new Map<string, Session>();
  private readonly known = new Map<string, number>();

  constructor(
    private readonly accountId: string,
    private readonly clock: SimulatedClock,
  ) {}

  /** Notes a key that was issued, or is used. */
  note(accessKeyId: string, session?: Session): void {
    if (session) this.sessions.set(accessKeyId, session);
    if (!this.known.has(accessKeyId)) {
      this.known.set(accessKeyId, this.clock.now());
    }
  }

  /** Simulated second since local AWS was started; now for a key nobody has seen. */
  knownSince(accessKeyId: string): number {
    return this.known.get(accessKeyId) ?? this.clock.now();
  }

  userIdOf(accessKeyId: string): string {
    return this.sessions.get(accessKeyId)?.userId ?? 'AIDALOCALAWSLOCALAWS0';
  }

  /** Contains `local-aws`, whoever it is. */
  arnOf(accessKeyId: string): string {
    const session = this.sessions.get(accessKeyId);
    return session
      ? `arn:aws:sts::${this.accountId}:assumed-role/${session.roleName}/${session.sessionName}`
      : `arn:aws:iam::${this.accountId}:user/local-aws`;
  }
}
