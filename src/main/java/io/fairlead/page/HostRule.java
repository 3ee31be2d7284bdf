package io.fairlead.page;

import io.fairlead.address.Address;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names that a request may have in its {@code Host} header: only those that nobody outside can point to this module. This
 * prevents DNS rebinding, in which a foreign web page reads the module through a visitor's browser.
 */
final class HostRule {

    private static final Pattern HOST =
            Pattern.compile("(\\[[0-9A-Fa-f:.]{2,45}]|[A-Za-z0-9._-]{1,253})(:[0-9]{1,5})?");

    private HostRule() {}

    /** Allows an address, a name without a dot ({@code localhost}, the module's name in IoT Edge) and the name of a Service. */
    static boolean allows(Optional<String> host) {
        Matcher matcher = HOST.matcher(host.orElse(""));
        if (!matcher.matches()) {
            return false;
        }
        String name = matcher.group(1).toLowerCase(Locale.ROOT);
        return name.startsWith("[")
                || Address.parse(name).isPresent()
                || !name.contains(".")
                || name.endsWith(".svc")
                || name.endsWith(".svc.cluster.local");
    }
}
