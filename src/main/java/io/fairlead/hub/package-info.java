/**
 * The hub adapter: the module twin through Azure's device SDK. The only package that uses the SDK.
 *
 * <p>The SDK's own reconnection is not used. A supervisor thread creates a new client for each connection, because a client that
 * reconnects sends old reports again in random order, silently loses subscriptions, and gives up after one failed TLS handshake.
 */
@NullMarked
package io.fairlead.hub;

import org.jspecify.annotations.NullMarked;
