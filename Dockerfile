# One static file and the certificates of public authorities. The project to check is mounted at /project.
FROM rust:1.95-alpine AS build
RUN apk add --no-cache musl-dev
WORKDIR /source
COPY . .
RUN cargo build --release --locked --package schemadrift-cli

FROM gcr.io/distroless/static-debian12:nonroot
COPY --from=build /source/target/release/schemadrift /usr/local/bin/schemadrift
WORKDIR /project
ENTRYPOINT ["/usr/local/bin/schemadrift"]
CMD ["check"]
