# syntax=docker/dockerfile:1
# The program with what it needs to run, and nothing else. See docs/operations.md.

FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /build
COPY pom.xml ./
COPY .mvn .mvn
COPY src src
COPY routes routes
# A part of the jar: the program answers with its sections.
COPY docs/problems.md docs/problems.md
# The cache keeps what Maven has downloaded from one build to the next.
RUN --mount=type=cache,target=/root/.m2 \
    mvn --batch-mode --no-transfer-progress -DskipTests -Dclass-archive.skip package

FROM eclipse-temurin:17-jre
LABEL org.opencontainers.image.title="Dromedary" \
      org.opencontainers.image.description="The shared spreadsheet backend that teams can trust with their numbers" \
      org.opencontainers.image.licenses="Apache-2.0"

RUN groupadd --system --gid 10001 dromedary \
 && useradd --system --uid 10001 --gid dromedary --home-dir /opt/dromedary --shell /usr/sbin/nologin dromedary \
 && install -d -o dromedary -g dromedary /var/lib/dromedary

WORKDIR /opt/dromedary
# Each layer changes more often than the one before.
COPY --from=build /build/target/lib lib
COPY deploy/is-ready deploy/make-class-archive bin/
COPY --from=build /build/target/dromedary.jar ./
# The program starts in half of the time. The archive belongs to this Java and these jars.
RUN bin/make-class-archive /opt/dromedary
COPY routes routes

# Any user may run it, if the volume of the data belongs to that user.
USER 10001:10001
ENV DROMEDARY_DATA=/var/lib/dromedary \
    JDK_JAVA_OPTIONS="-Xmx512m -XX:+UseParallelGC"
VOLUME /var/lib/dromedary
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["bin/is-ready"]
# Java is the process that gets SIGTERM, and ends with status 143 in less than 10 seconds.
ENTRYPOINT ["java", "-XX:SharedArchiveFile=/opt/dromedary/classes.jsa", "-XX:-UsePerfData", "-jar", "/opt/dromedary/dromedary.jar"]
