import type { SimulatedClock } from '../faults/SimulatedClock';

/** The identity of a caller that has assumed a role. */
export interface Session {
  readonly roleName: string;
  readonly sessionName: string;
  readonly userId: string;
}

/** What an access key signs with. */
export interface Secret {
  readonly secretAccessKey: string;
  /** Of a session. */
  readonly sessionToken?: string;
}

/** The access key of the account's root user, to whom no policy applies. */
const ROOT_KEY = 'root';

/** The access key of a user who may do what the policies of the account allow. */
export const USER_KEY = 'local';

/** The owner of each access key, and since when the key is known. */
export class AccessKeys {
  private readonly sessions = new Map<string, Session>();
  /** Every user of local AWS knows the long-term ones: it listens on this machine only. */
  private readonly secrets = new Map<string, Secret>(
    [ROOT_KEY, USER_KEY].map(key => [key, { secretAccessKey: key }]),
  );
  private readonly known = new Map<string, number>();

  constructor(
    private readonly accountId: string,
    private readonly clock: SimulatedClock,
  ) {}

  /** Adds the key of a session. */
  issue(accessKeyId: string, secret: Secret, session: Session): void {
    this.sessions.set(accessKeyId, session);
    this.secrets.set(accessKeyId, secret);
    this.record(accessKeyId);
  }

  secretOf(accessKeyId: string): Secret | undefined {
    return this.secrets.get(accessKeyId);
  }

  /** Records a key that was used. */
  record(accessKeyId: string): void {
    if (!this.known.has(accessKeyId)) {
      this.known.set(accessKeyId, this.clock.now());
    }
  }

  /** Simulated seconds since local AWS was started; the current time for an unknown key. */
  knownSince(accessKeyId: string): number {
    return this.known.get(accessKeyId) ?? this.clock.now();
  }

  userIdOf(accessKeyId: string): string {
    if (accessKeyId === ROOT_KEY) return this.accountId;
    return this.sessions.get(accessKeyId)?.userId ?? 'AIDALOCALAWSLOCALAWS0';
  }

  /** Contains `local-aws` for every caller but the root user. */
  arnOf(accessKeyId: string): string {
    if (accessKeyId === ROOT_KEY) return `arn:aws:iam::${this.accountId}:root`;
    const session = this.sessions.get(accessKeyId);
    return session
      ? `arn:aws:sts::${this.accountId}:assumed-role/${session.roleName}/${session.sessionName}`
      : `arn:aws:iam::${this.accountId}:user/local-aws`;
  }
}
