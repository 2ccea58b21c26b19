# The example portal with its app. `docker compose up` starts it with everything it needs.
FROM node:24.21-trixie-slim AS build
WORKDIR /portal
RUN npm install --global @yarnpkg/cli-dist@4.13.0
COPY . .
RUN yarn install --immutable \
  && yarn tsc \
  && yarn workspace @streamflix/cdk-app build \
  && yarn workspace backend build

# The manifests, without sources: their dependencies stay in the image's cache while only code changes.
FROM node:24.21-trixie-slim AS dependencies
WORKDIR /portal
RUN npm install --global @yarnpkg/cli-dist@4.13.0
COPY --from=build /portal/package.json /portal/yarn.lock /portal/.yarnrc.yml /portal/backstage.json ./
COPY --from=build /portal/packages/backend/dist/skeleton.tar.gz ./
RUN tar -xzf skeleton.tar.gz \
  && rm skeleton.tar.gz \
  && yarn workspaces focus --all --production

FROM node:24.21-trixie-slim
WORKDIR /portal
ENV NODE_ENV=production
COPY --from=dependencies --chown=node:node /portal ./
COPY --from=build --chown=node:node /portal/packages/backend/dist/bundle.tar.gz ./
COPY --chown=node:node app-config.yaml app-config.production.yaml app-config.compose.yaml ./
COPY --chown=node:node packages/backend/catalog packages/backend/catalog
RUN tar -xzf bundle.tar.gz && rm bundle.tar.gz
USER 1000
EXPOSE 7007
HEALTHCHECK --start-period=60s CMD ["node", "--eval", "fetch('http://127.0.0.1:7007/.backstage/health/v1/readiness').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "packages/backend", "--config", "app-config.yaml", "--config", "app-config.production.yaml"]
