package io.fairlead.kube;

import java.io.IOException;

/** More than the module may hold in memory, though it may be read. */
final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1;

    TooLargeException(String message) {
        super(message);
    }
}
