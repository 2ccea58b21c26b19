import { type ApiRate, RateLimits } from '../rates/RateLimits';
import { version } from '../../package.json';
import type { AccountState } from '../world/AccountState';
import type { EngineVersions } from '../services/engines/engineVersions';
import { createAwsServer } from './createAwsServer';
import { createServices } from './createServices';
import { FaultRegistry } from '../faults/FaultRegistry';
import type { FaultHook } from '../faults/FaultHook';
import type { Fault } from '../faults/faultKinds';
import { FaultRoute } from '../faults/faultRoute';
import { SimulatedClock } from '../faults/SimulatedClock';
import { EnabledRegions } from '../services/EnabledRegions';
import { AccessKeys } from '../signatures/AccessKeys';
import type { Access } from '../iam/Access';
import { checkPolicies } from '../iam/readPolicies';
import type { Policies } from '../iam/PolicyStatement';
import { InMemoryWorld } from '../world/InMemoryWorld';
import { Listener } from './Listener';
import type { Service } from '../protocols/Service';
import type { World } from '../world/World';

/** @public */
export interface LocalAwsOptions {
  /** 0, the default, uses any free port. */
  readonly port?: number;
  /** Simulated seconds in one real second; 60 when missing. */
  readonly speed?: number;
  /** Loopback address to listen on; `127.0.0.1` when missing. */
  readonly host?: string;
  /** Faults from the start. */
  readonly faults?: readonly (Fault | FaultHook)[];
  /** Versions of databases and caches on offer, by engine; those of AWS when missing. */
  readonly engineVersions?: EngineVersions;
  /** What the account is like at the start; `ready` when missing. */
  readonly account?: AccountState;
  /**
   * Most resources of a type in a region where that differs from AWS's default quotas, such as `{ 'AWS::EC2::VPC': 20 }`. Stacks may have
   * any number when missing.
   */
  readonly limits?: Readonly<Record<string, number>>;
  /** API rates that differ from AWS's, by id. Calls may have any rate when missing. */
  readonly rates?: Readonly<Partial<Record<string, ApiRate>>>;
  /** What callers and service roles may do; everything when missing. The access key `root` may do everything. */
  readonly policies?: Policies;
  /** Called with each access that the policies are evaluated for, before its result is known. */
  readonly onAccess?: (access: Access) => void;
  /**
   * Whether the signature and date of requests are verified, as by AWS; not when missing, for tests that change the time or write
   * requests by hand.
   */
  readonly verifiesSignatures?: boolean;
}

/** @public */
export interface LocalAws {
  /** For example `http://127.0.0.1:4566`. */
  readonly url: string;
  readonly world: World;
  /** The injected faults, which can be added, listed and removed at any time. */
  readonly faults: FaultRegistry;
  /** The services, for tests in the same process without HTTP. Faults of calls do not apply there, faults of resources do. */
  readonly services: readonly Service[];
  /** Closes everything at once, including open connections. Can be called twice. */
  stop(): Promise<void>;
}

/**
 * Starts AWS on this machine; it is empty except for a few secrets.
 *
 * @throws Error when the port is in use or the options are invalid; the message is for the user who started it
 * @public
 */
export async function startLocalAws({
  port = 0,
  speed = 60,
  host = '127.0.0.1',
  faults: initialFaults = [],
  engineVersions,
  account = 'ready',
  limits,
  rates,
  policies,
  onAccess,
  verifiesSignatures = false,
}: LocalAwsOptions = {}): Promise<LocalAws> {
  if (!/^(127(\.\d{1,3}){3}|localhost|::1)$/.test(host)) {
    throw new Error(
      `The credentials of local AWS are public, so it listens on a loopback address only, which ${host} is not.`,
    );
  }
  const world = new InMemoryWorld(speed, account);
  const clock = new SimulatedClock(speed);
  const accessKeys = new AccessKeys(world.accountId, clock);
  const regions = new EnabledRegions(account);
  const listener = new Listener(host, port);
  const faults = new FaultRegistry({
    clock,
    suspend: seconds => listener.suspend(seconds),
  });
  const { services, authorizer } = createServices({
    policies: policies && checkPolicies(policies),
    onAccess,
    world,
    faults,
    accessKeys,
    regions,
    engineVersions,
    limits,
  });
  const server = createAwsServer({
    services,
    authorizer,
    accountId: world.accountId,
    faults,
    accessKeys,
    regions,
    verifiesSignatures,
    rates: rates && new RateLimits(rates),
    faultRoute: new FaultRoute(faults, clock),
    exempt: socket => listener.exempt(socket),
    health: () => ({
      service: 'local-aws',
      version,
      speed,
      stacks: world.stackCount,
      resources: world.ownedCount,
    }),
  });
  faults.add(...initialFaults);
  await listener.open(server);
  return {
    url: listener.url,
    world,
    faults,
    services,
    async stop() {
      faults.clear();
      await Promise.all(services.map(service => service.close?.()));
      await listener.close();
    },
  };
}
