import { createRouter } from '../http/createRouter';

interface Layer {
  route?: { path: string; methods: Record<string, boolean> };
}

/** Method and path of every route but that of the document which lists them; the handlers are never called. */
export function routesOf(): { method: string; path: string }[] {
  const router = createRouter({} as Parameters<typeof createRouter>[0]);
  return (router.stack as unknown as Layer[]).flatMap(({ route }) =>
    route && route.path !== '/openapi.json'
      ? Object.keys(route.methods).map(method => ({
          method: method.toUpperCase(),
          path: route.path,
        }))
      : [],
  );
}
