import type { Service } from '../Service';
import type { TimestampFormat } from './json';

/** Where a REST operation lives and how it is laid out over path, query, headers and body. */
export interface Route {
  readonly operation: string;
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE' | 'PATCH';
  /** Labels in braces become input members; `{Key+}` takes the rest of the path. */
  readonly path: string;
  /** Query parameters that tell this operation from another at the same place; an empty value asks only for presence. */
  readonly whenQuery?: Readonly<Record<string, string>>;
  /** Input members by the header that carries them. Query parameters and members of a body need no naming. */
  readonly headersIn?: Readonly<Record<string, string>>;
  /** Output members by the header that carries them; they stay out of the body. */
  readonly headersOut?: Readonly<Record<string, string>>;
  /** Member that is the whole body, as bytes, of request or response. */
  readonly payload?: string;
  /** Status of success; 200 when missing. */
  readonly status?: number;
  /** Root element of an XML response. */
  readonly root?: string;
}

/** A service whose operations are told apart by method and path. Names of members are those on the wire. */
export interface RestService extends Service {
  readonly routes: readonly Route[];
  readonly timestamps?: TimestampFormat;
}

export function isRestService(service: Service): service is RestService {
  return 'routes' in service;
}
