/**
 * The hub adapter: the module twin through Azure's device SDK. The only package that uses the SDK.
 *
 * <p>The SDK's own reconnection is not used. A supervisor thread makes a fresh client for every connection, because a client
 * that reconnects publishes old reports again in random order, leaves subscriptions dead without a sign, and gives up for
 * good after one failed TLS handshake.
 */
@NullMarked
package io.fairlead.hub;

import org.jspecify.annotations.NullMarked;
