import { randomUUID } from 'node:crypto';
import { ConnectionLost } from '../faults/ConnectionLost';
import type { FaultRegistry } from '../faults/FaultRegistry';
import { throttled } from '../faults/wireErrors';
import { answerProblems } from '../models/answerProblems';
import { refusedRequest } from '../models/refusedRequest';
import type { RateLimits } from '../rates/RateLimits';
import type { AccessKeys } from '../signatures/AccessKeys';
import type { Authorizer } from '../iam/Authorizer';
import type { EnabledRegions } from '../services/EnabledRegions';
import { clockSkew } from '../signatures/clockSkew';
import { type Caller, identifyCaller } from '../signatures/identifyCaller';
import { signatureError } from '../signatures/signatureErrors';
import { signatureProblem } from '../signatures/signatureProblem';
import { awsJson } from '../protocols/awsJson';
import { awsQuery } from '../protocols/awsQuery';
import { ec2Query } from '../protocols/ec2Query';
import type {
  Exchange,
  Protocol,
  WireRequest,
  WireResponse,
} from '../protocols/Protocol';
import { restJson } from '../protocols/restJson';
import { restXml } from '../protocols/restXml';
import { AwsError, type Service } from '../protocols/Service';

/** In the order of detection. */
const protocols: readonly Protocol[] = [
  awsJson,
  ec2Query,
  awsQuery,
  restJson,
  restXml,
];

export interface DispatchOptions {
  readonly services: readonly Service[];
  /** Evaluates the policies of the account, if it has any. */
  readonly authorizer?: Authorizer;
  readonly accountId: string;
  readonly faults: FaultRegistry;
  readonly accessKeys: AccessKeys;
  readonly regions: EnabledRegions;
  readonly verifiesSignatures: boolean;
  /** Undefined when calls may have any rate. */
  readonly rates?: RateLimits;
  /** Aborted when the caller has gone. */
  readonly signal?: AbortSignal;
}

/**
 * Parses a request, calls the service, and serializes the response in the request's protocol. Never throws.
 *
 * @returns undefined when the connection is to be closed instead
 * @param head the request without its body
 * @param readBody reads the body; its errors become responses too
 */
export async function dispatch(
  head: WireRequest,
  readBody: (service: string | undefined) => Promise<Buffer>,
  options: DispatchOptions,
): Promise<WireResponse | undefined> {
  const caller = identifyCaller(head);
  const protocol = protocols.find(each =>
    each.recognises(head, caller?.service),
  );
  const exchange: Exchange = {
    service: caller?.service ?? 's3',
    requestId: randomUUID(),
    request: head,
  };
  if (!protocol) {
    return awsJson.encodeError(unrecognised(exchange), exchange);
  }
  try {
    const request = { ...head, body: await readBody(caller?.service) };
    if (!caller) throw protocol.missingCredentials();
    if (options.verifiesSignatures) {
      const problem =
        clockSkew(head, protocol.name, new Date()) ??
        (await signatureProblem(
          request,
          caller,
          options.accessKeys,
          protocol.name,
        ));
      if (problem) throw problem;
    }
    return await invoke(protocol, caller, { ...exchange, request }, options);
  } catch (error) {
    if (error instanceof ConnectionLost) return undefined;
    return protocol.encodeError(asAwsError(error, head), exchange);
  }
}

async function invoke(
  protocol: Protocol,
  caller: Caller,
  exchange: Exchange,
  options: DispatchOptions,
): Promise<WireResponse> {
  const { services, accountId, faults, accessKeys, regions } = options;
  const { request } = exchange;
  const candidates = services.filter(({ name }) => name === caller.service);
  if (!candidates.length) throw unknownService(caller.service);
  if (!regions.isEnabled(caller.region)) {
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_enable-regions.html
    const message = 'The security token included in the request is invalid';
    throw signatureError('unknownKey', protocol.name, message);
  }
  const invocation = protocol.decode(request, candidates);
  const { service, operation, input } = invocation;
  const call = {
    region: caller.region,
    accountId,
    accessKeyId: caller.accessKeyId,
    endpoint: `http://${request.headers.host}`,
    signal: options.signal,
  };
  const { accessKeyId } = caller;
  accessKeys.record(accessKeyId);
  const stack = service.stackOf?.(input, caller.region);
  const output = await faults.around(
    {
      ...call,
      operation,
      service: service.name,
      protocol: protocol.name,
      stack,
      principal: accessKeys.arnOf(accessKeyId),
      isTemporary: hasSessionToken(request),
      keyKnownSince: accessKeys.knownSince(accessKeyId),
    },
    async () => {
      const rated = { ...call, operation, service: service.name };
      if (options.rates && !options.rates.accepts(rated)) {
        throw throttled(service.name, protocol.name);
      }
      const { method, path } = request;
      const requested = { service: service.name, operation, input, call };
      await options.authorizer?.authorize(
        { ...requested, method, path },
        protocol.name,
        stack,
      );
      const refused = refusedRequest(service, operation, input, protocol.name);
      if (refused) throw refused;
      return service.operations[operation](input, call);
    },
  );
  const problems = answerProblems(service, operation, output);
  if (problems.length > 0) throw new Error(problems.join(', '));
  return protocol.encode(output, { ...exchange, invocation });
}

function hasSessionToken({ headers, query }: WireRequest): boolean {
  return (
    headers['x-amz-security-token'] !== undefined ||
    query.has('X-Amz-Security-Token')
  );
}

function unrecognised({ request, service }: Exchange): AwsError {
  return new AwsError(
    'UnknownOperationException',
    `${request.method} ${request.path} is in no protocol that ${service} speaks.`,
    404,
  );
}

function unknownService(service: string): AwsError {
  return new AwsError(
    'UnknownOperationException',
    `Local AWS does not imitate the service "${service}". Its README lists those it does.`,
    501,
  );
}

function asAwsError(error: unknown, { method, path }: WireRequest): AwsError {
  if (error instanceof AwsError) return error;
  // A bug in local AWS, not an error of AWS: log it.
  process.stderr.write(
    `local-aws: ${method} ${path} failed: ${
      error instanceof Error ? error.stack : String(error)
    }\n`,
  );
  return new AwsError(
    'InternalFailure',
    'The request processing has failed because of an unknown error, exception or failure.',
    500,
  );
}
