import { ResponseError } from '@backstage/errors';

/** The error of a response, as the backend sends it. */
export const responseError = (
  status: number,
  message: string,
): Promise<ResponseError> =>
  ResponseError.fromResponse({
    ok: false,
    status,
    statusText: '',
    headers: { get: () => 'application/json' },
    text: async () =>
      JSON.stringify({
        error: { name: 'Error', message },
        response: { statusCode: status },
      }),
  } as never);
