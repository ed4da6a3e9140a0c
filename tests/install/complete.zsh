# What zsh makes of a line when the tab key is pressed, in a terminal of its own.
# usage: zsh -f complete.zsh FOLDER-OF-_broadsheet 'broadsheet pub'
zmodload zsh/zpty
zpty z zsh -f -i
read_until() {
  local part text=
  repeat 400; do
    zpty -r -t z part && text+=$part
    [[ $text == *$1* ]] && break
    sleep 0.02
  done
  print -r -- $text
}
zpty -w z "PS1=; unset zle_bracketed_paste; fpath=(${(q)1} \$fpath); autoload -U compinit; compinit -u -D; bindkey '^I' complete-word; print -r REA''DY"
read_until READY >/dev/null
zpty -w -n z "$2"$'\t'
sleep 0.5
zpty -w -n z $'\C-a\C-kprint -r DONE\n'
read_until DONE
zpty -d z
