package io.dromedary.reply;

import io.dromedary.edit.EditId;

/** Is told of updates that somebody has waited for. */
public interface UpdateListener {
  /**
   * The first byte of the answer is on its way.
   *
   * @param update the id of the edit that ended the wait
   */
  void answered(EditId update);
}
