/**
 * Webhooks: telling subscribers of changed cells over HTTP. Notifications of published outcomes
 * become deliveries in a queue for each webhook, in Redis; a dispatcher sends them through the
 * routes of {@code webhooks.camel.yaml}, in order for each webhook and without letting one receiver
 * delay another. {@link io.dromedary.webhook.WebhookBeans} makes everything that the routes name.
 */
package io.dromedary.webhook;
