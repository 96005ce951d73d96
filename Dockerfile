# docker build -t gatelint . && docker run --rm -v "$PWD:/src:ro" gatelint
FROM node:24-alpine AS build
WORKDIR /gatelint
COPY package.json package-lock.json .npmrc ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN node esbuild.mjs --production

FROM node:24-alpine
COPY --from=build /gatelint/dist/cli.cjs /gatelint/dist/program.mjs /opt/gatelint/
COPY --from=build /gatelint/dist/chunks /opt/gatelint/chunks
COPY --from=build /gatelint/dist/rules /opt/gatelint/rules
RUN ln -s /opt/gatelint/cli.cjs /usr/local/bin/gatelint
USER node
WORKDIR /src
ENTRYPOINT ["gatelint"]
