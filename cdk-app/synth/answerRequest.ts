import type { SynthesisRequest } from './readRequest';
import {
  synthesizeEnvironment,
  type SynthesizedEnvironment,
} from './synthesizeEnvironment';
import { synthesizeEvents } from './synthesizeEvents';

/** Creates the template that a request is about. */
export const answerRequest = (
  request: SynthesisRequest,
): SynthesizedEnvironment =>
  'events' in request
    ? synthesizeEvents(request.events)
    : synthesizeEnvironment(request.spec, request);
