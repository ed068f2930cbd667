# One image for the server and for every command: docker run … onetable serve | migrate | user … | backup …
FROM node:22-bookworm-slim AS build
WORKDIR /app
# better-sqlite3 is compiled where no prebuilt binary fits.
RUN apt-get update && apt-get install -y --no-install-recommends python3 make g++ && rm -rf /var/lib/apt/lists/*
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-audit --no-fund

FROM node:22-bookworm-slim
ENV NODE_ENV=production ONETABLE_HOST=0.0.0.0 ONETABLE_PORT=8080 ONETABLE_DATA=/data
WORKDIR /app
COPY --from=build /app/node_modules ./node_modules
COPY package.json tsconfig.json ./
COPY engine ./engine
COPY forms ./forms
COPY api ./api
# The pages, built with `npm ci && npm run build` (vite, development dependencies) in a stage of their own; without them the server serves the API alone:
# COPY --from=pages /app/dist/web ./dist/web
RUN install -d -o node -g node /data && printf '#!/bin/sh\nexec node --import tsx /app/api/cli.ts "$@"\n' > /usr/local/bin/onetable && chmod 755 /usr/local/bin/onetable
USER node
VOLUME /data
EXPOSE 8080
# No shell between the signal and the server: SIGTERM lets it finish what it has begun.
ENTRYPOINT ["node", "--import", "tsx", "/app/api/cli.ts"]
CMD ["serve"]
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.ONETABLE_PORT || 8080) + '/health/ready').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
