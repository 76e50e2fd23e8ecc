package io.dromedary.redis.streams;

import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.WritableHealthCheckRepository;

/**
 * A health check as long as its consumer or producer runs; none if health checks are not in use.
 */
final class HealthCheckRegistration {
  private final WritableHealthCheckRepository repository;
  private final RedisStreamsHealthCheck healthCheck;

  private HealthCheckRegistration(
      RedisStreamsEndpoint endpoint, String role, String repositoryId, boolean enabled) {
    this.repository =
        HealthCheckHelper.getHealthCheckRepository(
            endpoint.getCamelContext(), repositoryId, WritableHealthCheckRepository.class);
    this.healthCheck = new RedisStreamsHealthCheck(endpoint, role);
    healthCheck.setEnabled(enabled);
    if (repository != null) {
      repository.addHealthCheck(healthCheck);
    }
  }

  static HealthCheckRegistration ofProducer(RedisStreamsEndpoint endpoint) {
    return new HealthCheckRegistration(
        endpoint, "producer", "producers", endpoint.getComponent().isHealthCheckProducerEnabled());
  }

  static HealthCheckRegistration ofConsumer(RedisStreamsEndpoint endpoint) {
    return new HealthCheckRegistration(
        endpoint, "consumer", "consumers", endpoint.getComponent().isHealthCheckConsumerEnabled());
  }

  void remove() {
    if (repository != null) {
      repository.removeHealthCheck(healthCheck);
    }
  }
}
