# One image for all parts: `docker run … node --max-semi-space-size=8 dist/src/main.js [bot|worker]`.
# Pin it by digest: --build-arg NODE_IMAGE=node:22-bookworm-slim@sha256:… (docs/operating.md says how).
ARG NODE_IMAGE=node:22-bookworm-slim
FROM ${NODE_IMAGE} AS build
WORKDIR /app
COPY . .
# The playground is for the machine that it runs on alone, so that nobody could reach it in a container.
# It is left out together with all that it needs, and the bot is built without it.
# .npmrc includes what builds it, whatever is to be left out: it goes before the rest is pruned.
RUN npm ci --ignore-scripts && rm -r packages node_modules/@bellwether && node scripts/build.mjs \
  && npm pkg delete workspaces && rm .npmrc && npm prune --omit=dev --ignore-scripts

FROM ${NODE_IMAGE}
ENV NODE_ENV=production HOST=0.0.0.0 DATA_DIR=/data
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY --from=build /app/src/store/migrations ./src/store/migrations
RUN mkdir /data && chown 1000:1000 /data
# By number, so that whoever runs it can see that it is not root.
USER 1000:1000
VOLUME /data
EXPOSE 3210
HEALTHCHECK CMD ["node", "-e", "fetch('http://127.0.0.1:'+(process.env.PORT??3210)+'/healthz').then(r=>process.exit(r.ok?0:1),()=>process.exit(1))"]
CMD ["node", "--max-semi-space-size=8", "dist/src/main.js"]
