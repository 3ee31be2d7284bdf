package io.fairlead.kube;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Explains why a call got no answer, in network terms, because many exceptions of the JDK have no message. */
final class Unreachable {

    private Unreachable() {}

    /** @param host the API server's name or address */
    static String why(Throwable failure, String host) {
        Throwable cause = innermost(failure);
        return switch (cause) {
            case UnresolvedAddressException unknown -> unknown(host);
            case UnknownHostException unknown -> unknown(host);
            case HttpConnectTimeoutException late ->
                "no connection within " + ApiClient.ANSWER_WITHIN.toSeconds() + " s";
            case ConnectException refused -> text(refused, "connection refused");
            case ClosedChannelException closed ->
                isRefused(failure) ? "connection refused" : "the connection was closed before the answer";
            case EOFException closed -> "the connection was closed before the answer";
            case CertPathBuilderException foreign ->
                "its certificate is not signed by the authority that the kubeconfig or the service account names";
            case CertificateExpiredException ended ->
                "its certificate has expired, or the local clock is wrong, which shows " + today()
                        + ": renew the API server's certificate, or set the clock";
            case CertificateNotYetValidException early ->
                "its certificate is not valid yet, or the local clock is wrong, which shows " + today()
                        + ": set the clock";
            case CertificateException foreign -> "its certificate is not valid for it: " + text(foreign, "no reason");
            default -> text(cause, cause.getClass().getSimpleName());
        };
    }

    /** Whether the connection was made, but the answer did not come in time. */
    static boolean isTimeout(Throwable failure) {
        Throwable cause = innermost(failure);
        return cause instanceof HttpTimeoutException && !(cause instanceof HttpConnectTimeoutException);
    }

    /**
     * Whether the connection was refused. The JDK drops the original exception and reports the closed channel as the cause.
     */
    private static boolean isRefused(Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof ConnectException) {
                return true;
            }
        }
        return false;
    }

    /** Without the time of day, because a reason that changes is reported again. */
    private static String today() {
        return LocalDate.now(ZoneOffset.UTC).toString();
    }

    private static String unknown(String host) {
        return "no DNS server knows the name " + host;
    }

    private static Throwable innermost(Throwable failure) {
        Throwable at = failure;
        while (at.getCause() != null) {
            at = at.getCause();
        }
        return at;
    }

    private static String text(Throwable failure, String otherwise) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? otherwise : message;
    }
}
