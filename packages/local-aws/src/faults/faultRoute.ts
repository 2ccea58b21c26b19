import type { WireResponse } from '../protocols/Protocol';
import {
  checkFaults,
  describeFaultProblem,
  FaultsRefused,
} from './checkFaults';
import type { FaultRegistry, ListedFault } from './FaultRegistry';
import type { SimulatedClock } from './SimulatedClock';

export const FAULT_ROUTE = '/_local-aws/faults';

export interface FaultRequest {
  readonly method: string;
  readonly path: string;
  readonly contentType?: string;
  readonly body: Buffer;
}

/**
 * The control route: lists, adds, replaces and removes faults.
 *
 * A web page cannot use it: changes need a content type or method that other origins may not send.
 */
export class FaultRoute {
  constructor(
    private readonly faults: FaultRegistry,
    private readonly clock: SimulatedClock,
  ) {}

  answer(request: FaultRequest): WireResponse {
    const id = decodeURIComponent(request.path.slice(FAULT_ROUTE.length + 1));
    try {
      return id ? this.one(request, id) : this.all(request);
    } catch (error) {
      if (error instanceof FaultsRefused) {
        return json(400, {
          problems: error.problems.map(describeFaultProblem),
        });
      }
      throw error;
    }
  }

  private all(request: FaultRequest): WireResponse {
    const { faults } = this;
    switch (request.method) {
      case 'GET':
        return this.list();
      case 'POST':
        faults.add(...read(request, faults.list()));
        return this.list();
      case 'PUT':
        faults.replace(...read(request, []));
        return this.list();
      case 'DELETE':
        faults.clear();
        return this.list();
      default:
        return notAllowed(request, 'GET, POST, PUT, DELETE');
    }
  }

  private one(request: FaultRequest, id: string): WireResponse {
    const fault = this.faults.get(id);
    if (!fault) {
      return json(404, {
        problems: [
          `There is no fault ${id}; GET ${FAULT_ROUTE} lists those there are.`,
        ],
      });
    }
    if (request.method === 'GET') return json(200, fault);
    if (request.method !== 'DELETE') return notAllowed(request, 'GET, DELETE');
    this.faults.remove(id);
    return this.list();
  }

  private list(): WireResponse {
    return json(200, { now: this.clock.now(), faults: this.faults.list() });
  }
}

/** @param kept faults that are kept, whose ids are in use */
function read(
  { contentType, body }: FaultRequest,
  kept: readonly ListedFault[],
) {
  if (!contentType?.startsWith('application/json')) {
    throw refused('content-type', 'must be application/json');
  }
  let document: unknown;
  try {
    document = JSON.parse(body.toString('utf8'));
  } catch (error) {
    throw refused('body', `is not JSON: ${(error as Error).message}`);
  }
  return checkFaults(document, new Set(kept.map(({ id }) => id)));
}

function refused(part: string, message: string): FaultsRefused {
  return new FaultsRefused([{ path: [part], message }]);
}

function notAllowed({ method }: FaultRequest, allowed: string): WireResponse {
  return json(405, { problems: [`${method} is none of ${allowed}.`] });
}

function json(status: number, content: unknown): WireResponse {
  return {
    status,
    headers: {
      'content-type': 'application/json',
      // A `go-away` fault right after the response must not interrupt it, so no other request may use this connection.
      connection: 'close',
    },
    body: JSON.stringify(content),
  };
}
