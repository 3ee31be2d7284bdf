package io.fairlead.kube;

import java.io.IOException;

/** The objects can be read but exceed the module's memory limit. */
final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1;

    TooLargeException(String message) {
        super(message);
    }
}
