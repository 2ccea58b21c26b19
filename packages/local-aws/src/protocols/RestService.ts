import type { Service } from './Service';
import type { TimestampFormat } from './json';

/** The HTTP binding of a REST operation: path, query, headers and body. */
export interface Route {
  readonly operation: string;
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE' | 'PATCH';
  /** Labels in braces are input members; `{Key+}` matches the rest of the path. */
  readonly path: string;
  /** Query parameters that distinguish operations with the same path; an empty value requires only presence. */
  readonly whenQuery?: Readonly<Record<string, string>>;
  /** Input members by header. Query parameters and body members need no mapping. */
  readonly headersIn?: Readonly<Record<string, string>>;
  /** Output members by header; they are not in the body. */
  readonly headersOut?: Readonly<Record<string, string>>;
  /** The member that is the whole body of request or response, as bytes. */
  readonly payload?: string;
  /** Status code on success; 200 when missing. */
  readonly status?: number;
  /** Root element of an XML response. */
  readonly root?: string;
}

/** A service whose operations are identified by method and path. Member names are those on the wire. */
export interface RestService extends Service {
  readonly routes: readonly Route[];
  readonly timestamps?: TimestampFormat;
}

export function isRestService(service: Service): service is RestService {
  return 'routes' in service;
}
