# The headless engine: `wherry serve` with its pages and its API (docs/server.md, "In a container").
FROM node:24-bookworm-slim AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build

FROM node:24-bookworm-slim
ENV NODE_ENV=production WHERRY_DATA_DIR=/data DOWNLOAD_ROOT_FOLDER=/data/download
WORKDIR /app
COPY --from=build /build/package.json /build/LICENSE ./
COPY --from=build /build/dist/cli dist/cli
COPY --from=build /build/dist/app/renderer dist/app/renderer
# The packages that are not bundled. In a container there is no keychain, and the key of the secrets is a file.
COPY --from=build /build/node_modules/@napi-rs node_modules/@napi-rs
COPY --from=build /build/node_modules/koffi node_modules/koffi
COPY --from=build /build/node_modules/@koromix node_modules/@koromix
RUN install -d -o node -g node /data
USER node
VOLUME /data
EXPOSE 7411
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:7411/healthz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "/app/dist/cli/wherry.mjs"]
CMD ["serve", "--host", "0.0.0.0", "--port", "7411"]
