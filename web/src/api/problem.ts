import type { components } from './schema';

export type ProblemBody = components['schemas']['Problem'];

/** What the service says went wrong (RFC 9457), or that it could not be reached (status 0). */
export class ApiProblem extends Error {
  readonly status: number;
  readonly title: string;
  readonly field: string | undefined;
  readonly traceId: string | undefined;

  constructor(body: Partial<ProblemBody> & { status: number }) {
    super(body.detail ?? body.title ?? `The service answered with status ${body.status}.`);
    this.name = 'ApiProblem';
    this.status = body.status;
    this.title = body.title ?? 'Something went wrong';
    this.field = body.field;
    this.traceId = body.traceId;
  }

  /** Whether anything that was thrown, as a problem. */
  static of(thrown: unknown): ApiProblem {
    if (thrown instanceof ApiProblem) return thrown;
    if (thrown instanceof TypeError) {
      return new ApiProblem({ status: 0, title: 'The service cannot be reached', detail: 'No answer came. It may have been stopped, or the connection is down.' });
    }
    return new ApiProblem({ status: 0, title: 'Something went wrong in the page', detail: thrown instanceof Error ? thrown.message : String(thrown) });
  }
}

/** The problem that an answer holds. */
export async function readProblem(response: Response): Promise<ApiProblem> {
  const type = response.headers.get('Content-Type') ?? '';
  if (type.includes('json')) {
    const body = (await response.json().catch(() => ({}))) as Partial<ProblemBody>;
    return new ApiProblem({ ...body, status: response.status });
  }
  return new ApiProblem({ status: response.status, title: response.statusText });
}
