package io.fairlead.rig;

import java.util.List;

/** The calls made in one span of time, by everybody but the control plane's own parts. */
public record AuditCalls(List<AuditCall> all) {

    /** The user's calls that are not watches. */
    public List<AuditCall> by(String user) {
        return all.stream()
                .filter(call -> call.user().equals(user) && !call.isWatch())
                .toList();
    }

    /** The user's calls that change something. */
    public List<AuditCall> writesBy(String user) {
        return by(user).stream().filter(AuditCall::isWrite).toList();
    }

    /** The watches that the user opened, or tried to. */
    public List<AuditCall> watchesBy(String user) {
        return all.stream()
                .filter(call -> call.user().equals(user) && call.isWatch())
                .toList();
    }
}
