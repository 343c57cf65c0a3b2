package io.casework.bench;

import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.SimpleApplicationEventMulticaster;
import org.springframework.context.support.GenericApplicationContext;

/** Lets a benchmark take the audit trail away from a running application and give it back. */
final class AuditSwitch extends SimpleApplicationEventMulticaster {

  private volatile boolean on = true;

  void install(GenericApplicationContext context) {
    setBeanFactory(context.getBeanFactory());
    context.registerBean("applicationEventMulticaster", AuditSwitch.class, () -> this);
  }

  void turn(boolean wanted) {
    on = wanted;
  }

  @Override
  protected void invokeListener(ApplicationListener<?> listener, ApplicationEvent event) {
    if (on || !listener.toString().contains("io.casework.audit.FactRecorder")) {
      super.invokeListener(listener, event);
    }
  }
}
