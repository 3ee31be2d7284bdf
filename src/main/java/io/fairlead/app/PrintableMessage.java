package io.fairlead.app;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.fairlead.text.Printable;

/** The message of a log entry, kept on one line whatever its content. logback.xml names this class. */
public final class PrintableMessage extends ClassicConverter {

    @Override
    public String convert(ILoggingEvent event) {
        String message = event.getFormattedMessage();
        return message == null ? "" : Printable.of(message);
    }
}
